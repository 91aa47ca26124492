package gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** How one kind of provider reads requests and writes answers. Thread-safe. */
interface Dialect {
    /** As faults and counts call it. */
    String name();

    /** How ids of tool calls begin. */
    String callIdPrefix();

    /** Whether arguments of tools are streamed in fragments, rather than as one piece. */
    boolean streamsArguments();

    /** What is wrong with the request's credentials, null if nothing is. */
    @Nullable Rejection credentials(HttpServerRequest request, Endpoint endpoint);

    /**
     * Reads a request.
     *
     * @throws RejectedException if the provider would not take it
     */
    Ask read(Endpoint endpoint, ObjectNode body);

    /** A whole answer. */
    Buffer whole(Ask ask, Reply reply);

    /** A writer for one streamed answer. */
    StreamWriter stream(Endpoint endpoint, Ask ask, Reply reply);

    /** Content type of a streamed answer. */
    String streamType(Endpoint endpoint);

    /** Body of an error; adds the headers that belong to it. */
    Buffer error(Rejection rejection, MultiMap headers);

    /** Adds the headers that every answer has. */
    void identify(MultiMap headers);

    /** Something that is no event of the stream. */
    Buffer garbage();
}
