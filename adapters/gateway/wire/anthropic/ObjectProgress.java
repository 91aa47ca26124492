package gateway.wire.anthropic;

/** Follows a JSON object through its pieces, to know when it is whole. Confined to one event loop. */
final class ObjectProgress {
    private int depth;
    private boolean begun;
    private boolean inText;
    private boolean escaped;

    /** Reads the next piece; true once the object is whole. */
    boolean read(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (escaped) {
                escaped = false;
            } else if (inText) {
                escaped = c == '\\';
                inText = c != '"';
            } else if (c == '"') {
                inText = true;
            } else if (c == '{' || c == '[') {
                begun = true;
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return begun && depth <= 0;
    }
}
