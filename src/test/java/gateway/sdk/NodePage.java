package gateway.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of docs/sdks.md about SDKs for Node: which case was run, with which dialect behind. */
final class NodePage {
    /** With it the part begins; it goes to the page's end. */
    static final String TITLE = "## SDKs for Node";

    private static final Path PAGE = Path.of("docs", "sdks.md");
    private static final Map<String, String> DIALECTS = new TreeMap<>(
            Map.of("anthropic", "Anthropic", "openai", "OpenAI", "gemini", "Gemini", "bedrock", "Bedrock"));

    private NodePage() {}

    /** The part as it stands in the page. */
    static String published() throws IOException {
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        return page.contains(TITLE) ? page.substring(page.indexOf(TITLE)) : "";
    }

    /** The page before the part. */
    static String before() throws IOException {
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        return page.contains(TITLE) ? page.substring(0, page.indexOf(TITLE)) : page;
    }

    /**
     * The part by what was run.
     *
     * @param gateway with a gateway before the simulator
     * @param simulator with none
     */
    static String of(List<NodeCase> gateway, List<NodeCase> simulator) {
        return TITLE + """


                `NodeSdkTest` writes this part, by what it has run (`src/test/node`). Versions: [compatibility](compatibility.md).

                """ + table(gateway, false) + """

                ### Providers' own SDKs at the simulator

                Without a gateway: what stands for the providers in all tests is what their SDKs expect.

                """ + table(simulator, true);
    }

    private static String table(List<NodeCase> cases, boolean direct) {
        Set<String> sdks = new LinkedHashSet<>();
        Map<String, Map<String, Set<String>>> ran = new TreeMap<>();
        for (NodeCase one : cases) {
            sdks.add(one.sdk());
            ran.computeIfAbsent(one.name(), name -> new TreeMap<>())
                    .computeIfAbsent(one.sdk(), sdk -> new LinkedHashSet<>())
                    .add(one.behind());
        }
        StringBuilder table = new StringBuilder("| case |");
        sdks.forEach(sdk -> table.append(' ').append(sdk).append(" |"));
        table.append('\n').append("|---".repeat(sdks.size() + 1)).append("|\n");
        ran.forEach((name, bySdk) -> table.append("| ")
                .append(name)
                .append(" | ")
                .append(sdks.stream()
                        .map(sdk -> cell(bySdk.getOrDefault(sdk, Set.of()), direct))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return table.toString();
    }

    private static String cell(Set<String> behind, boolean direct) {
        if (behind.isEmpty()) {
            return "-";
        }
        if (direct) {
            return "yes";
        }
        if (behind.size() == DIALECTS.size()) {
            return "all";
        }
        return behind.size() == 1
                ? "once"
                : DIALECTS.entrySet().stream()
                        .filter(each -> behind.contains(each.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "));
    }
}
