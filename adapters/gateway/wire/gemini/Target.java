package gateway.wire.gemini;

import gateway.model.Deployment;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What matters of a deployment to the one who writes its requests.
 *
 * @param takesCallIds whether calls and responses of functions may have an id: Vertex AI answers 400 to it
 * @param wantsSignatures whether a function call without a signature is answered by 400: Gemini 3 and later
 * @param leastBudget the fewest tokens of thinking that can be asked for
 * @param mostBudget the most
 */
record Target(boolean takesCallIds, boolean wantsSignatures, int leastBudget, int mostBudget) {
    private static final Pattern GENERATION = Pattern.compile("gemini-(\\d{1,3})");

    /* Budgets by https://ai.google.dev/gemini-api/docs/thinking (read 2026-11): Pro thinks always, 128 to 32,768;
     * Flash 0 to 24,576. */
    private static final int PRO_LEAST = 128;
    private static final int PRO_MOST = 32_768;
    private static final int FLASH_MOST = 24_576;

    static Target of(Deployment deployment) {
        String name = deployment.upstreamName().toLowerCase(Locale.ROOT);
        Matcher generation = GENERATION.matcher(name);
        boolean pro = name.contains("-pro");
        return new Target(
                !vertex(deployment),
                generation.find() && Integer.parseInt(generation.group(1)) >= 3,
                pro ? PRO_LEAST : 0,
                pro ? PRO_MOST : FLASH_MOST);
    }

    private static boolean vertex(Deployment deployment) {
        String host = deployment.endpoint().getHost();
        return deployment.provider().equals("vertex") || (host != null && host.contains("aiplatform"));
    }
}
