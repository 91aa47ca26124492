package gateway.call;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import gateway.token.TextTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks a model to go on with an answer that another one has begun. Models of Anthropic up to version 4.5 go on with
 * their own last words where a request ends with them; later ones refuse that, and so do most others, so they are asked
 * in words.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/prompt-engineering/prefill-claudes-response">
 *     Prefill</a>
 */
public final class GoOn {
    /** Stands before the last words of the text so far, in guillemets. */
    public static final String REQUEST = "Your last answer was cut off by a technical fault. Go on with it, in the same"
            + " language and form. Begin by repeating exactly its last words, which are \u00ab";

    private static final String END = "\u00bb, and write straight on from there until it is complete. Do not comment on"
            + " this and do not begin anew.";
    private static final int ANCHOR = 80;
    private static final List<String> PREFILLS = List.of(
            "claude-3",
            "claude-sonnet-4-5",
            "claude-haiku-4-5",
            "claude-opus-4-5",
            "claude-opus-4-1",
            "claude-sonnet-4-2",
            "claude-opus-4-2",
            "claude-sonnet-4-0",
            "claude-opus-4-0");

    private GoOn() {}

    /**
     * The request by which a deployment goes on.
     *
     * @param asked what the client asked
     * @param soFar the answer so far, not blank
     */
    static Request.Chat with(Request.Chat asked, String soFar, Deployment deployment) {
        List<Message> said = new ArrayList<>(asked.messages());
        said.add(new Message(Role.ASSISTANT, List.of(new Part.Text(soFar.stripTrailing()))));
        if (!prefills(asked, deployment)) {
            said.add(new Message(Role.USER, List.of(new Part.Text(REQUEST + anchor(soFar) + END))));
        }
        Request.Chat more = asked.rewritten(said, asked.tools(), asked.format(), asked.stop(), asked.rest());
        Integer most = asked.sampling().maxOutputTokens();
        return most == null ? more : more.bounded((int) Math.max(1, most - tokens(soFar)));
    }

    /** Where what the deployment says meets the text so far. */
    static Seam seam(Request.Chat asked, String soFar, Deployment deployment) {
        boolean anew = soFar.isBlank() || prefills(asked, deployment);
        return new Seam(soFar, anew ? "" : anchor(soFar));
    }

    /** Whether the model goes on with its own last words. */
    static boolean prefills(Request.Chat asked, Deployment deployment) {
        boolean anthropic = deployment.dialect() == Dialect.ANTHROPIC || deployment.dialect() == Dialect.BEDROCK;
        if (!anthropic || asked.reasoning() != null) {
            return false;
        }
        String name = deployment.upstreamName().toLowerCase(Locale.ROOT);
        return PREFILLS.stream().anyMatch(name::contains);
    }

    /** The last whole words, some {@value #ANCHOR} characters of them. */
    static String anchor(String soFar) {
        String text = soFar.stripTrailing();
        int start = Math.max(0, text.length() - ANCHOR);
        while (start > 0 && start < text.length() && !Character.isWhitespace(text.charAt(start - 1))) {
            start++;
        }
        String words = text.substring(start);
        String line = words.substring(words.lastIndexOf('\n') + 1);
        return line.isBlank() ? words.strip() : line.strip();
    }

    private static long tokens(String text) {
        TextTally tally = new TextTally();
        tally.add(text);
        return tally.likely();
    }
}
