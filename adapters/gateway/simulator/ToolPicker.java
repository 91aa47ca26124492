package gateway.simulator;

import gateway.simulator.Ask.Mode;
import gateway.simulator.Ask.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides which of the offered tools the simulator calls. */
final class ToolPicker {
    private static final List<String> CUES = List.of("use the tool", "call the tool", "tools");
    private static final Pattern SEVERAL = Pattern.compile("\\b(both|parallel)\\b");

    private ToolPicker() {}

    /** The tools to call, none to answer with text. */
    static List<Tool> pick(Ask ask) {
        if (ask.tools().isEmpty() || ask.choice().mode() == Mode.NONE) {
            return List.of();
        }
        String text = ask.userText().toLowerCase(Locale.ROOT);
        List<Tool> picked = candidates(ask, text);
        if (picked.isEmpty()) {
            return picked;
        }
        if (!ask.choice().parallel()) {
            return picked.subList(0, 1);
        }
        return picked.size() == 1 && SEVERAL.matcher(text).find() ? twice(ask, picked.getFirst()) : picked;
    }

    private static List<Tool> candidates(Ask ask, String text) {
        boolean forced = ask.choice().mode() == Mode.ANY;
        if (!forced && ask.toolResult() != null) {
            return List.of();
        }
        String wanted = ask.choice().name();
        if (wanted != null) {
            return ask.tools().stream()
                    .filter(tool -> tool.name().equals(wanted))
                    .limit(1)
                    .toList();
        }
        List<Tool> named = new ArrayList<>();
        for (Tool tool : ask.tools()) {
            if (mentions(text, tool.name().toLowerCase(Locale.ROOT))) {
                named.add(tool);
            }
        }
        if (!named.isEmpty()) {
            return named;
        }
        boolean asked = CUES.stream().anyMatch(text::contains);
        return forced || asked ? ask.tools().subList(0, 1) : List.of();
    }

    private static boolean mentions(String text, String name) {
        return standsIn(text, name) || standsIn(text, name.replace('_', ' ').replace('-', ' '));
    }

    private static boolean standsIn(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            boolean free = (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
            if (free) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private static List<Tool> twice(Ask ask, Tool first) {
        Tool second = ask.tools().stream()
                .filter(tool -> !tool.equals(first))
                .findFirst()
                .orElse(first);
        return List.of(first, second);
    }
}
