package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.constructs.IConstruct;

/** AWS' own rules for solutions (cdk-nag): what they find is either repaired or explained in {@link Exceptions}. */
class NagTest {
    @ParameterizedTest
    @EnumSource(names = {"PROD_EU", "PROD_ANY"})
    void findsNothingThatIsNotExplained(Variant variant) {
        App app = InfraApp.build(variant.target(), null);
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        List<String> found = new ArrayList<>();

        for (IConstruct child : app.getNode().getChildren()) {
            if (child instanceof Stack stack) {
                Annotations annotations = Annotations.fromStack(stack);
                annotations
                        .findError("*", Match.stringLikeRegexp("AwsSolutions-.*"))
                        .forEach(message -> found.add(
                                message.getId() + " " + message.getEntry().getData()));
                annotations
                        .findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*|CdkNag.*"))
                        .forEach(message -> found.add(
                                message.getId() + " " + message.getEntry().getData()));
            }
        }

        assertThat(found).isEmpty();
    }
}
