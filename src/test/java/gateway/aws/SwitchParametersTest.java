package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kill switches that people write into Parameter Store by hand, and a Parameter Store in trouble. */
class SwitchParametersTest {
    private static final String PATH = "/ai/kill-switches/test";

    private final AwsFixture aws = new AwsFixture();
    private final ParameterSwitches switches = aws.switches(System::nanoTime);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void readsTrueAsThrownAndFalseAsNot() {
        aws.fake.put(PATH + "/global", "true");
        aws.fake.put(PATH + "/provider/anthropic", " True\n");
        aws.fake.put(PATH + "/provider/openai", "false");
        aws.fake.put(PATH + "/model/sonnet", "False");

        StoredSwitches read = switches.read();

        assertThat(read.switches())
                .extracting(Switch::path)
                .containsExactlyInAnyOrder("global/all", "provider/anthropic");
        assertThat(read.unreadable()).isEmpty();
    }

    @Test
    void takesWhatTheBodySaysAndTheRestFromTheParameter() {
        aws.fake.put(PATH + "/tenant/demo", "{\"mode\":\"cut\",\"until\":\"2026-12-24T00:00:00Z\",\"ticket\":7}");
        Instant before = Instant.now().minusSeconds(60);

        Switch read = switches.read().switches().getFirst();

        assertThat(read.mode()).isEqualTo(Mode.CUT);
        assertThat(read.until()).isEqualTo("2026-12-24T00:00:00Z");
        assertThat(read.since()).isBetween(before, Instant.now().plusSeconds(60));
        assertThat(read.reason()).isNotBlank();
        assertThat(read.author()).isEqualTo("parameter-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "off",
                "1",
                "null",
                "[]",
                "\"true\"",
                "{",
                "{} {}",
                "{\"mode\":\"CUT\"}",
                "{\"mode\":1}",
                "{\"reason\":[]}",
                "{\"until\":\"tomorrow\"}",
                "{\"since\":\"\"}"
            })
    void countsAValueThatMakesNoSenseAsThrown(String value) {
        aws.fake.put(PATH + "/model/sonnet", value);
        aws.fake.put(PATH + "/model/haiku", "true");

        StoredSwitches read = switches.read();

        assertThat(read.switches()).extracting(Switch::path).containsExactlyInAnyOrder("model/sonnet", "model/haiku");
        assertThat(read.unreadable()).containsExactly(PATH + "/model/sonnet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/providers/anthropic",
                "/Provider/anthropic",
                "/provider",
                "/provider/a/b",
                "/provider/a_2",
                "/provider/a_zz",
                "/provider/_61",
                "/provider/_FF",
                "/global/eu",
                "/anthropic"
            })
    void switchesNothingByANameThatMakesNoSenseButTellsIt(String name) {
        aws.fake.put(PATH + name, "true");
        aws.fake.put(PATH + "/route/openai-chat", "true");

        StoredSwitches read = switches.read();

        assertThat(read.switches()).extracting(Switch::path).containsExactly("route/openai-chat");
        assertThat(read.unreadable()).containsExactly(PATH + name);
    }

    @Test
    void takesBackASwitchInEachOfItsSpellings() {
        aws.fake.put(PATH + "/global/all", "true");
        aws.fake.put(PATH + "/model/org_2fmodel_3a1", "true");
        assertThat(switches.read().switches())
                .extracting(Switch::path)
                .containsExactlyInAnyOrder("global/all", "model/org/model:1");

        switches.remove(Scope.GLOBAL, "all");
        switches.remove(Scope.MODEL, "org/model:1");

        assertThat(switches.read().switches()).isEmpty();
    }

    @Test
    void readsAndThrowsSwitchesThatAreSecureStrings() {
        aws.fake.put(PATH + "/provider/anthropic", "SecureString", "false");
        assertThat(switches.read().switches()).isEmpty();
        Switch thrown = new Switch(
                Scope.PROVIDER, "anthropic", "incident", Mode.CUT, "ops", Instant.parse("2026-11-24T12:00:00Z"), null);

        switches.put(thrown);

        assertThat(switches.read().switches()).containsExactly(thrown);
    }

    @Test
    void ignoresParametersOfOtherEnvironments() {
        aws.fake.put("/ai/kill-switches/test-2/global", "true");
        aws.fake.put("/ai/kill-switches/prod/global", "true");

        assertThat(switches.read().switches()).isEmpty();
        assertThat(switches.read().unreadable()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = FakeAws.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void failsBeforeTheNextPollWhenParameterStoreIsInTrouble(FakeAws.Fault fault) {
        aws.fake.fault(fault);
        long began = System.nanoTime();

        assertThatThrownBy(switches::read).isInstanceOf(StoreException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void failsAtOnceWhenNobodyListens() {
        aws.fake.close();

        assertThatThrownBy(switches::read).isInstanceOf(StoreException.class);
    }

    @Test
    void readsAgainOnceTheTroubleIsOver() {
        aws.fake.put(PATH + "/global", "true");
        aws.fake.fault(FakeAws.Fault.THROTTLED);
        assertThatThrownBy(switches::read).isInstanceOf(StoreException.class);

        aws.fake.fault(FakeAws.Fault.NONE);

        assertThat(switches.read().switches()).hasSize(1);
    }
}
