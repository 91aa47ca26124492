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
    Reply call(Request.Chat chat, Deployment deployment, Residency required, Duration timeout);

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
    static void checkStrict(Request.Chat chat, Deployment deployment, List<String> lost) {
        if (chat.call().wishes().strict() && !lost.isEmpty()) {
            throw new RefusedException(new Refusal.UnsupportedFeature("deployment " + deployment.id()
                    + " cannot carry " + String.join(", ", LostFields.told(chat.call(), lost))
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
