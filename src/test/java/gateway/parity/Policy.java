package gateway.parity;

/**
 * One way in which the gateway must act, whichever way a request comes.
 *
 * @param id short, of lower-case letters and dashes
 * @param title as the page calls it
 * @param step id of the chain's step that acts
 * @param shows what the cell does to show it
 * @param tenant settings of the cell's tenant; {@code %s} stands for the door's id
 * @param charge between which doors what was paid must be equal
 * @param check does it
 */
record Policy(String id, String title, String step, String shows, String tenant, Charge charge, Check check) {
    /** What a tenant has, unless its cell needs something else: a budget that the ledger counts. */
    static final String USUAL = "residency: any, limits: {usd-per-day: 1000}";

    /** Which charges can be compared. */
    enum Charge {
        /** All of them. */
        ALL("equal"),
        /** Those of whole answers, and those of streams: a stream that ends early has cost less. */
        BY_FORM("equal, whole and streamed apart"),
        /** Those of whole answers: of a stream, what has come of it must be paid. */
        WHOLE("equal for whole answers; a stream costs what came of it"),
        /** None: there may have been one call more where a minute began. */
        NONE("not compared");

        private final String words;

        Charge(String words) {
            this.words = words;
        }

        /** As the page says it. */
        String words() {
            return words;
        }
    }

    /** Tries a policy at a door; fails with an {@link AssertionError} where it does not act. */
    interface Check {
        Proof at(Stand stand);
    }

    /** Id of the cell's tenant at a door; cells with the usual one take turns. */
    String tenantId(String door) {
        return (tenant.equals(USUAL) ? "usual" : id) + "-" + door;
    }
}
