package gateway.parity;

import java.util.stream.Collectors;

/** Writes docs/parity.md, of what a run has shown. */
final class Page {
    private static final String BEGIN = """
            # Parity: every policy, whichever way a request comes

            `gateway.parity.ParityTest` writes this page, and fails where it is not true. It starts a gateway in profile `embedded`
            (SQLite, Artemis) and one in profile `aws` (DynamoDB Local, ElasticMQ) with the same settings, sends the same requests by
            every transport, and looks at what comes back, at what the provider was sent, at the record of the decision, and at the
            ledger.

            ## What each way does

            The status, in HTTP's terms: gRPC's by the table in [grpc.md](grpc.md). *Put back*: the message waits for its next turn
            ([queues.md](queues.md)), as a queue has no use for an answer that says "later"; nothing is charged, and the record has the
            same refusal. *Then cut*: the stream had begun, and ends with an error that has the same code. A job is sent before what
            stands in its way is there, so that it is refused when its turn comes; what is refused where it is sent is in
            [jobs.md](jobs.md). CELLS cells are tried; NONE more have nothing to act on, and say [what is not there](#vectors).

            """;

    private static final String BETWEEN = """

            ## What is tried

            The verdict, the code of the refusal or how the answer ends, is equal in each row of the table above. So is what all calls of
            a cell cost, in millionths of a USD, unless it says otherwise here. For every tenant of the matrix the ledger has charged
            what the records sum up to.

            """;

    private static final String END = """

            ## Vectors

            `POST /v1/embeddings` takes the same chain with INPUTS texts a request. Verdicts are those of the other ways, costs are equal
            at both ways to it: they are of the input alone. A placeholder goes to the provider in the place of personal data, and nothing
            is given back. Where a cell has no status, there is nothing to act on:

            - *no text*: an answer has numbers alone.
            - *no stream*: an answer comes at once, or not in time (see *deadline*).
            - *no cache*: answers are not kept.
            - *one model*: vectors of different models do not fit together, so there is no choice among models.

            ## What keeps it complete

            The test fails when a route hands requests to `direct:chat`, or is started by something outside, and has no column here; and
            when a step of the routes `chat` and `answer` has no row. A new way in implements `gateway.parity.Door`, a new policy is one entry
            of `gateway.parity.Policies`.
            """;

    private Page() {}

    static String of(Matrix matrix) {
        long none = matrix.doors().stream()
                .mapToLong(door -> matrix.policies().stream()
                        .filter(policy -> door.without(policy) != null)
                        .count())
                .sum();
        long all = (long) matrix.doors().size() * matrix.policies().size();
        StringBuilder page = new StringBuilder(
                BEGIN.replace("CELLS", Long.toString(all - none)).replace("NONE", Long.toString(none)));
        page.append("| |");
        matrix.doors().forEach(door -> page.append(' ').append(door.name()).append(" |"));
        page.append("\n|---|").append("---|".repeat(matrix.doors().size())).append('\n');
        for (Policy policy : matrix.policies()) {
            page.append("| ").append(policy.title()).append(" |");
            matrix.doors()
                    .forEach(door ->
                            page.append(' ').append(cell(matrix, door, policy)).append(" |"));
            page.append('\n');
        }
        page.append(BETWEEN).append("| | step of the chain | what is done | verdict | cost |\n|---|---|---|---|---|\n");
        for (Policy policy : matrix.policies()) {
            page.append("| ")
                    .append(policy.title())
                    .append(" | ")
                    .append(policy.step())
                    .append(" | ")
                    .append(policy.shows())
                    .append(" | ")
                    .append(verdict(matrix, policy))
                    .append(" | ")
                    .append(cost(matrix, policy))
                    .append(" |\n");
        }
        return page.append(END.replace("INPUTS", Integer.toString(Vectors.INPUTS)))
                .toString();
    }

    private static String cell(Matrix matrix, Door door, Policy policy) {
        String without = door.without(policy);
        return without == null ? matrix.proof(door, policy).cell() : "*" + without + "*";
    }

    private static String verdict(Matrix matrix, Policy policy) {
        return matrix.doors(policy).stream()
                .filter(Door::speaks)
                .map(door -> matrix.proof(door, policy).judgement())
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String cost(Matrix matrix, Policy policy) {
        return policy.charge() == Policy.Charge.ALL
                ? matrix.doors(policy).stream()
                        .filter(Door::speaks)
                        .map(door -> Long.toString(matrix.proof(door, policy).microUsd()))
                        .distinct()
                        .collect(Collectors.joining(" or "))
                : policy.charge().words();
    }
}
