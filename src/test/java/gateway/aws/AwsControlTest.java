package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.AuditEntry;
import gateway.control.Documents;
import gateway.decision.DecisionQuery;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsControlTest {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void handsOutStoresThatReadTheSettingsTables() {
        AuditEntry entry = new AuditEntry(
                Instant.parse("2026-11-24T12:00:00Z"), "ops", "put", "kill-switch/global/all", null, "{}");
        aws.audit().append(entry);
        DecisionQuery any = new DecisionQuery(Instant.MIN, Instant.MAX, null, null, null, 10);

        try (AwsControl control = aws.control(null)) {
            assertThat(control.documents().read()).isEqualTo(Documents.NONE);
            assertThat(control.switches().read().switches()).isEmpty();
            assertThat(control.audit().list(Instant.MAX, 10)).containsExactly(entry);
            assertThat(control.decisions().search(any)).isEmpty();
        }
    }

    @Test
    void makesOneCheapCallOfEachServiceAtTheStart() {
        try (AwsControl control = aws.control(null)) {
            control.warm();
        }

        assertThat(aws.fake.calls("GetParameters")).isEqualTo(1);
        assertThat(aws.fake.calls("DescribeSecret")).isEqualTo(1);
    }

    @Test
    void startsWhileAServiceIsInTrouble() {
        aws.fake.fault(FakeAws.Fault.BROKEN);

        try (AwsControl control = aws.control(null)) {
            control.warm();

            assertThat(control.hasEvents()).isFalse();
        }
    }

    @Test
    void showsTheSecretsOfProviders() {
        aws.fake.secret("serai/test/anthropic", "value");

        try (AwsControl control = aws.control(null)) {
            assertThat(control.secrets()
                            .getSecretValue(get -> get.secretId("serai/test/anthropic"))
                            .secretString())
                    .isEqualTo("value");
        }
    }
}
