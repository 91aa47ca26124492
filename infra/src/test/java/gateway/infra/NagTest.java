package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/** AWS' own rules for solutions (cdk-nag): what they find is either repaired or explained in {@link Exceptions}. */
class NagTest {
    private static final int STACKS = 7;

    @ParameterizedTest
    @EnumSource(names = {"PROD_EU", "PROD_ANY"})
    void findsNothingThatIsNotExplained(Variant variant) throws IOException {
        Path folder = Path.of("target", "nag", variant.name());
        App app = InfraApp.build(variant.target(), folder);
        Aspects.of(app)
                .add(AwsSolutionsChecks.Builder.create()
                        .reports(true)
                        .reportFormats(List.of(NagReportFormat.JSON))
                        .build());
        app.synth();

        List<JsonNode> lines = lines(folder);

        assertThat(lines).filteredOn(line -> is(line, "Compliant")).hasSizeGreaterThan(30);
        assertThat(lines)
                .filteredOn(line -> !is(line, "Compliant") && !is(line, "Suppressed") && !is(line, "N/A"))
                .isEmpty();
        assertThat(lines)
                .filteredOn(line -> is(line, "Suppressed"))
                .isNotEmpty()
                .allMatch(line -> line.path("exceptionReason").asText().length() > 20);
    }

    private static boolean is(JsonNode line, String compliance) {
        return line.path("compliance").asText().equals(compliance);
    }

    private static List<JsonNode> lines(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        int reports = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "AwsSolutions-*-NagReport.json")) {
            for (Path file : files) {
                reports++;
                new ObjectMapper().readTree(file.toFile()).path("lines").forEach(lines::add);
            }
        }
        assertThat(reports).isEqualTo(STACKS);
        return lines;
    }
}
