package gateway.api;

import gateway.model.ApiVersion;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the two headers of Anthropic's that go on to it; what is no plain name would break a header there. */
final class AnthropicHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final int MOST_BETAS = 64;

    private AnthropicHeaders() {}

    /**
     * Reads them.
     *
     * @throws RefusedException with {@code Malformed}, where one is no name
     */
    static ApiVersion read(ClientHeaders headers) {
        String version = headers.anthropicVersion();
        List<String> betas = betas(headers.anthropicBeta());
        if (version != null && !isName(version.strip())) {
            throw refuse("anthropic-version", "must be a version such as 2023-06-01");
        }
        if (betas.size() > MOST_BETAS || !betas.stream().allMatch(AnthropicHeaders::isName)) {
            throw refuse("anthropic-beta", "must be names of betas with commas between them, at most " + MOST_BETAS);
        }
        return version == null && betas.isEmpty()
                ? ApiVersion.NONE
                : new ApiVersion(version == null ? null : version.strip(), betas);
    }

    private static List<String> betas(@Nullable String header) {
        return header == null
                ? List.of()
                : Stream.of(COMMA.split(header.strip()))
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static RefusedException refuse(String header, String rule) {
        return new RefusedException(new Refusal.Malformed("the header " + header + " " + rule, header));
    }
}
