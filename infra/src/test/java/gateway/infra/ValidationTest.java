package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CloudFormation Validate, which the CDK runs over the templates that it writes. */
class ValidationTest {
    @ParameterizedTest
    @EnumSource(Variant.class)
    void hasNothingToSay(Variant variant) throws IOException {
        Templates.of(variant);
        Path report = Templates.folder(variant).resolve("validation-report.json");
        List<String> found = new ArrayList<>();

        if (Files.exists(report)) {
            for (JsonNode plugin : new ObjectMapper().readTree(report.toFile()).path("pluginReports")) {
                plugin.path("violations")
                        .forEach(each -> found.add(each.path("ruleName").asText() + " "
                                + each.path("description").asText()));
            }
        }

        assertThat(found).isEmpty();
    }
}
