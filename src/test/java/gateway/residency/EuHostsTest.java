package gateway.residency;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Dialect;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the EU, what is not, and what only looks like it. */
class EuHostsTest {
    private static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    private final EuHosts hosts = new EuHosts(List.of("api.mistral.ai", "llm.hospital.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bedrock-runtime.eu-central-1.amazonaws.com",
                "bedrock-runtime.eu-north-1.amazonaws.com",
                "bedrock-runtime.eu-south-1.amazonaws.com",
                "bedrock-runtime.eu-south-2.amazonaws.com",
                "bedrock-runtime.eu-west-1.amazonaws.com",
                "bedrock-runtime.eu-west-3.amazonaws.com",
                "bedrock-runtime-fips.eu-west-1.amazonaws.com",
                "aiplatform.eu.rep.googleapis.com",
                "europe-central2-aiplatform.googleapis.com",
                "europe-north1-aiplatform.googleapis.com",
                "europe-southwest1-aiplatform.googleapis.com",
                "europe-west1-aiplatform.googleapis.com",
                "europe-west3-aiplatform.googleapis.com",
                "europe-west4-aiplatform.googleapis.com",
                "europe-west9-aiplatform.googleapis.com",
                "eu.api.openai.com",
                "api.mistral.ai",
                "llm.hospital.example",
            })
    void knowsWhatIsInTheEu(String host) {
        assertThat(hosts.contains(host)).isTrue();
        assertThat(EuHosts.isElsewhere(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bedrock-runtime.eu-west-2.amazonaws.com",
                "bedrock-runtime.eu-central-2.amazonaws.com",
                "bedrock-runtime.us-east-1.amazonaws.com",
                "bedrock-runtime.ap-southeast-2.amazonaws.com",
                "bedrock-runtime.eu-mars-1.amazonaws.com",
                "europe-west2-aiplatform.googleapis.com",
                "europe-west6-aiplatform.googleapis.com",
                "us-central1-aiplatform.googleapis.com",
                "eu-aiplatform.googleapis.com",
                "aiplatform.googleapis.com",
                "aiplatform.us.rep.googleapis.com",
                "api.anthropic.com",
                "api.openai.com",
                "generativelanguage.googleapis.com",
            })
    void knowsWhatIsElsewhereAndLetsNobodyDeclareIt(String host) {
        assertThat(hosts.contains(host)).isFalse();
        assertThat(EuHosts.isElsewhere(host)).isTrue();
        assertThat(new EuHosts(List.of(host)).contains(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "127.0.0.1",
                "example.openai.azure.com",
                "api.mistral.ai.evil.example",
                "xapi.mistral.ai",
                "mistral.ai",
                "EU.API.OPENAI.COM",
                "eu.api.openai.com.",
                "eu.api.openai.com:443",
                "eu.api.openai.com@evil.example",
                " eu.api.openai.com",
                "eu.api.openai.com\n",
                "eu.api.openai.com.evil.example",
                "eu.evil.example",
                "\u0435u.api.openai.com",
                "eu\uff0eapi\uff0eopenai\uff0ecom",
                "xn--u-7sb.api.openai.com",
                "eu.api\u200b.openai.com",
                "bedrock-runtime.eu-central-1.amazonaws.com.evil.example",
                "bedrock-runtime.eu-central-1.amazonaws.com.cn",
                "bedrock-runtimexeu-central-1.amazonaws.com",
                "bedrock-runtime.eu-central-1.amazonawsxcom",
                "bedrock.eu-central-1.amazonaws.com",
                "evil.bedrock-runtime.eu-central-1.amazonaws.com",
                "BEDROCK-runtime.eu-central-1.amazonaws.com",
                "bedrock-runtime.eu-central-1.evil.amazonaws.com",
                "evil-europe-west1-aiplatform.googleapis.com",
                "europe-west1-aiplatform.googleapis.com.evil.example",
                "europe-west1-aiplatform.googleapis.example",
                "aiplatform.eu.rep.googleapis.com.",
                "aiplatform.eu.rep.evil.com",
                "eu.aiplatform.googleapis.com",
            })
    void takesNothingElseForEuropean(String host) {
        assertThat(hosts.contains(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
                CLAUDE,
                "amazon.nova-lite-v1:0",
                "mistral.mistral-large-2407-v1:0",
                "openai.gpt-oss-120b-1:0"
            })
    void takesProfilesOfTheEuAndModelsOfTheRegion(String model) {
        assertThat(bedrock("eu-central-1", model)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "us-gov.anthropic.claude",
                "apac.anthropic.claude",
                "au.anthropic.claude",
                "ca.anthropic.claude",
                "jp.anthropic.claude",
                "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "mars.anthropic.claude",
                "EU.anthropic.claude",
                "eu.",
                "eu",
                "eu/../global.anthropic.claude",
                "eu.anthropic.claude/../../global.anthropic.claude",
                "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abcd",
                "arn:aws:bedrock:us-east-1::inference-profile/eu.anthropic.claude",
                "claude"
            })
    void takesNoProfileThatMayLeadElsewhere(String model) {
        assertThat(bedrock("eu-central-1", model)).startsWith(model + " may leave the EU");
    }

    @Test
    void looksAtTheModelBehindADeclaredHostToo() {
        EuHosts declared = new EuHosts(List.of("vpce-1.bedrock.example"));
        URI endpoint = URI.create("https://vpce-1.bedrock.example");

        assertThat(declared.against(Dialect.BEDROCK, endpoint, "eu-west-1", CLAUDE))
                .isNull();
        assertThat(declared.against(Dialect.BEDROCK, endpoint, "eu-west-1", "global." + CLAUDE))
                .isNotNull();
        assertThat(declared.against(Dialect.BEDROCK, endpoint, "eu-west-2", CLAUDE))
                .startsWith("eu-west-2 is none of eu-central-1, ");
    }

    @Test
    void looksAtTheModelOfBedrockInEveryDialect() {
        URI endpoint = URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1");

        assertThat(hosts.against(Dialect.OPENAI, endpoint, "eu-west-1", "openai.gpt-oss-120b-1:0"))
                .isNull();
        assertThat(hosts.against(Dialect.OPENAI, endpoint, "eu-west-1", "global.openai.gpt"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://eu.api.openai.com/v1,any",
        "https://eu.api.openai.com:443/v1,any",
        "https://api.mistral.ai/v1,any",
        "http://llm.hospital.example:11434/v1,any",
        "https://aiplatform.eu.rep.googleapis.com,eu",
        "https://europe-west4-aiplatform.googleapis.com,europe-west4"
    })
    void takesEndpoints(URI endpoint, String region) {
        assertThat(hosts.against(Dialect.OPENAI, endpoint, region, "m")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://eu.api.openai.com/v1 | any | eu.api.openai.com must be called by https on its usual port",
                "https://eu.api.openai.com:8443/v1 | any | eu.api.openai.com must be called by https on its usual port",
                "https://me@eu.api.openai.com | any | its endpoint names no plain host",
                "https://\u0435u.api.openai.com | any | its endpoint names no plain host",
                "https://aiplatform.eu.rep.googleapis.com | us | the region is us, but aiplatform.eu.rep.googleapis.com is in eu",
                "https://api.anthropic.com | eu | api.anthropic.com gives no guarantee for the EU",
                "https://eu.api.openai.com@evil.example | eu | its endpoint names no plain host",
                "https://evil.example | eu | evil.example is not known to keep data in the EU; if your contract says that it"
                        + " does, add it to gateway.residency.eu-hosts and deploy",
            })
    void saysWhatIsWrongWithAnEndpoint(URI endpoint, String region, String problem) {
        assertThat(hosts.against(Dialect.OPENAI, endpoint, region, "m")).isEqualTo(problem);
    }

    private @Nullable String bedrock(String region, String model) {
        URI endpoint = URI.create("https://bedrock-runtime." + region + ".amazonaws.com");
        return hosts.against(Dialect.BEDROCK, endpoint, region, model);
    }
}
