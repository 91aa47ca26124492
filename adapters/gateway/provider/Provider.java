package gateway.provider;

import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.wire.LostFields;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Calls the deployments of one transport. Thread-safe. */
public interface Provider {
    /**
     * Calls a deployment and waits, on a virtual thread, for the whole answer or for a stream's first meaningful event.
     *
     * @param required where the content must stay; looked at again where the socket is opened
     * @param timeout until then
     * @throws gateway.model.FailedException if there is no answer
     * @throws RefusedException with {@code UnsupportedFeature}, if the dialect cannot carry the request
     */
    Reply call(Request request, Deployment deployment, Residency required, Duration timeout);

    /**
     * Has the tokens of a request counted by the provider, as {@link #call} does.
     *
     * @return the count; empty where the dialect has no such call
     */
    default OptionalLong count(Request.Chat chat, Deployment deployment, Residency required, Duration timeout) {
        return OptionalLong.empty();
    }

    /** The refusal of a request for vectors by a deployment that makes none. */
    static RefusedException noEmbeddings(Deployment deployment) {
        return new RefusedException(new Refusal.UnsupportedFeature("deployment " + deployment.id()
                + " makes no embeddings in the dialect that it speaks: ask for another model"));
    }

    /**
     * Lets go of what belongs to deployments that are not listed any more.
     *
     * @param listed every deployment that may still be called
     */
    default void keep(Collection<Deployment> listed) {}

    /**
     * Refuses a loss that the client does not accept.
     *
     * @param lost the fields that could not be carried over
     */
    static void checkStrict(Request request, Deployment deployment, List<String> lost) {
        if (request.call().wishes().strict() && !lost.isEmpty()) {
            throw new RefusedException(new Refusal.UnsupportedFeature("deployment " + deployment.id()
                    + " cannot carry " + String.join(", ", LostFields.told(request.call(), lost))
                    + ": leave them out, or do not send x-serai-strict"));
        }
    }

    /**
     * An answer.
     *
     * @param answer whole or streamed
     * @param lost the client's fields that could not be carried over
     */
    record Reply(Answer answer, List<String> lost) {
        public Reply {
            lost = List.copyOf(lost);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Reply[lost=" + lost.size() + "]";
        }
    }
}
