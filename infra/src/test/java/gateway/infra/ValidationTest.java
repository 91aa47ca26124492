package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CloudFormation Validate, which the CDK runs over the templates that it writes. */
class ValidationTest {
    @ParameterizedTest
    @EnumSource(Variant.class)
    void hasNothingToSay(Variant variant) throws IOException {
        Templates.of(variant);
        Path report = Templates.folder(variant).resolve("validation-report.json");
        JsonNode plugins = new ObjectMapper().readTree(report.toFile()).path("pluginReports");

        assertThat(plugins).hasSize(1);
        assertThat(plugins.path(0).path("pluginName").asText()).isEqualTo("CloudFormation Validate");
        assertThat(plugins.path(0).path("conclusion").asText()).isEqualTo("success");
        assertThat(plugins.path(0).path("violations")).isEmpty();
    }
}
