package gateway.parity;

/**
 * What a cell has shown.
 *
 * @param verdict the last answer for which the policy was responsible
 * @param microUsd what was charged in all
 */
record Proof(Answer verdict, long microUsd) {
    /** What must be equal at all doors: the code, or how an answer ends. */
    String judgement() {
        return verdict.code().isEmpty() ? "answered, `" + verdict.finish() + "`" : "`" + verdict.code() + "`";
    }

    /** As it stands in the matrix. */
    String cell() {
        if (verdict.putBack()) {
            return verdict.status() + ", put back";
        }
        return verdict.status() == Answer.OK && !verdict.code().isEmpty() ? "200, then cut" : "" + verdict.status();
    }
}
