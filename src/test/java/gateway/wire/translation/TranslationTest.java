package gateway.wire.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a client sends is lost in silence, and docs/translation.md says what becomes of it. */
class TranslationTest {
    private static final Path PAGE = Path.of("docs", "translation.md");

    static Stream<Sample> samples() {
        return Stream.of(Sample.Api.values()).flatMap(api -> Sample.all(api).stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void losesNothingInSilence(Sample sample) {
        List<Place> silent = new ArrayList<>();
        for (Place target : sample.api().places()) {
            if (sample.at(target) == Fate.SILENT) {
                silent.add(target);
            }
        }

        if (sample.silent() == null) {
            assertThat(silent)
                    .as("providers at which %s makes no difference", sample.field())
                    .isEmpty();
        } else {
            assertThat(silent).as("a reason that nobody needs").isNotEmpty();
        }
    }

    @Test
    void isWhatIsPublished() throws IOException {
        String page = page();
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("translation.md"), page);

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/translation.md: look at target/translation.md, and copy it there if that is what is meant")
                .isEqualTo(page);
    }

    private static String page() {
        return """
                # What becomes of each field

                `TranslationTest` writes this page, by what each codec does with a request that has the field and with one that has not.

                - *same*: the provider is sent the field as it came. *translated*: in its own words.
                - *in part*: something arrives, and what does not is named in `x-serai-translation`.
                - *dropped*: not sent, and named in `x-serai-translation`. With `x-serai-strict: true` both are refused (400).
                - *refused*: 400 `unsupported_feature`; failover goes on to a deployment that can take it.
                - *no need*: nothing is lost; the reason stands below the table.

                A request that goes to its own dialect is sent byte for byte as it came but for the model's name, `stream_options` where it streams (`include_usage: true`) and the output bound where it names none, unless guardrails changed it. Then it is written anew: fields of tools and content blocks that nobody here knows are lost and named, all others stay.

                ## Headers

                Of a client's headers two go on, and only to providers in Anthropic's dialect: `anthropic-version` (of clients of `/v1/messages`) and `anthropic-beta`. Of the betas a Claude at Bedrock is sent `context-1m-2025-08-07`, `interleaved-thinking-2025-05-14`, `output-128k-2025-02-19` and `token-efficient-tools-2025-02-19`, as `anthropic_beta`; it refuses requests with others. Betas that are not sent on are named as `anthropic-beta`. No provider sees any other header: no key, no `openai-organization`, no `openai-project`, no cookie, no `user-agent`.

                ## OpenAI: `/v1/chat/completions`

                """ + table(Sample.Api.OPENAI) + "\n## Anthropic: `/v1/messages`\n\n" + table(Sample.Api.ANTHROPIC) + """

                ## OpenAI: `/v1/responses`

                All deployments are called by the dialect of their provider, those of OpenAI by chat completions
                ([responses.md](responses.md)); *same* says that chat completions have the field under the same name. What `/v1/responses`
                itself refuses is refused wherever it would go, by 400.

                """
                + table(Sample.Api.RESPONSES) + """

                ## OpenAI: `/v1/embeddings`

                What each provider takes of a request for vectors ([embeddings.md](embeddings.md)). In OpenAI's dialect Base64 is asked for
                where an answer would have more than a million numbers, and the answer is written as the client wants it. Tokens in which
                guardrails change something are sent as texts, and `input` is named.

                """ + table(Sample.Api.EMBEDDINGS);
    }

    private static String table(Sample.Api api) {
        StringBuilder page = new StringBuilder("| field |");
        for (Place target : api.places()) {
            page.append(' ').append(target.title()).append(" |");
        }
        page.append('\n').append("|---".repeat(api.places().size() + 1)).append("|\n");
        StringBuilder reasons = new StringBuilder();
        for (Sample sample : Sample.all(api)) {
            page.append("| `").append(sample.field()).append("` |");
            for (Place target : api.places()) {
                page.append(' ').append(sample.at(target).word()).append(" |");
            }
            page.append('\n');
            if (sample.silent() != null) {
                reasons.append("- `")
                        .append(sample.field())
                        .append("`: ")
                        .append(sample.silent())
                        .append(".\n");
            }
        }
        return page.append('\n').append(reasons).toString();
    }
}
