package gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Leads connections on loopback to a server, until it is cut or swallows all that is sent. Thread-safe. */
public final class Cable implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final URI target;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    /** How it is. */
    public enum State {
        WHOLE,
        /** Connections are closed at once. */
        CUT,
        /** Nothing comes through. */
        SILENT
    }

    /** Leads to a server on loopback. */
    public Cable(URI target) {
        this.target = target;
        server = vertx.createNetServer()
                .connectHandler(this::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** This end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Changes its state; connections of before are cut when it is whole again, and when it is cut. */
    public void state(State next) {
        state = next;
        if (next != State.SILENT) {
            sockets.forEach(NetSocket::close);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void accept(NetSocket near) {
        if (state == State.CUT) {
            near.close();
            return;
        }
        near.pause();
        keep(near);
        client.connect(target.getPort(), target.getHost())
                .onSuccess(far -> {
                    keep(far);
                    lead(near, far);
                    lead(far, near);
                    near.resume();
                })
                .onFailure(problem -> near.close());
    }

    private void keep(NetSocket socket) {
        sockets.add(socket);
        socket.exceptionHandler(problem -> socket.close());
    }

    private void lead(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (state == State.WHOLE) {
                to.write(bytes);
            }
        });
        from.closeHandler(gone -> {
            sockets.remove(from);
            to.close();
        });
    }
}
