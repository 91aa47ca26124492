package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.cxapi.SynthesisMessage;
import software.constructs.IConstruct;

/** AWS' own rules for solutions (cdk-nag): what they find is either repaired or explained in {@link Exceptions}. */
class NagTest {
    @Test
    void findsNothingThatIsNotExplained() {
        App app = InfraApp.build(Variant.PROD_EU.target(), null);
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        List<String> found = new ArrayList<>();

        for (IConstruct child : app.getNode().getChildren()) {
            if (child instanceof Stack stack) {
                Annotations annotations = Annotations.fromStack(stack);
                add(annotations.findError("*", Match.stringLikeRegexp("AwsSolutions-.*")), found);
                add(annotations.findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*|CdkNag.*")), found);
            }
        }

        assertThat(found).isEmpty();
    }

    private static void add(List<SynthesisMessage> messages, List<String> found) {
        messages.forEach(message -> found.add(message.getId() + " " + message.getEntry().getData()));
    }
}
