package gateway.guard;

import gateway.model.PiiKind;

/**
 * A stretch of a text that is personal data or a secret.
 *
 * @param start its first char
 * @param end the char after its last
 * @param kind what it is
 */
public record Finding(int start, int end, PiiKind kind) {
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding has at least one char");
        }
    }
}
