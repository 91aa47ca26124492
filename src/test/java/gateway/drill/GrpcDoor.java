package gateway.drill;

import gateway.app.TestGateway;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import serai.v1.ChatGrpc;
import serai.v1.CompleteEvent;
import serai.v1.CompleteRequest;

/** {@code serai.v1.Chat/Complete} by grpc-java, several streams on each connection; all on one event loop. */
final class GrpcDoor implements Door {
    private static final Metadata KEY = new Metadata();

    static {
        KEY.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + TestGateway.KEY);
    }

    private final int port;
    private final int streams;
    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final List<Line> lines = new ArrayList<>();

    /**
     * Opens nothing yet.
     *
     * @param streams on one connection at once
     */
    GrpcDoor(int port, int streams) {
        this.port = port;
        this.streams = streams;
    }

    @Override
    public String name() {
        return "gRPC";
    }

    @Override
    public void ask(String body, Listener listener) {
        Line line = lines.stream()
                .filter(each -> each.open.get() < streams)
                .findFirst()
                .orElseGet(this::connect);
        line.open.incrementAndGet();
        line.chat.complete(CompleteRequest.newBuilder().setJson(body).build(), new StreamObserver<>() {
            @Override
            public void onNext(CompleteEvent event) {
                String text = event.getText().getText();
                if (!text.isEmpty()) {
                    listener.text(text);
                }
            }

            @Override
            public void onError(Throwable lost) {
                line.open.decrementAndGet();
                listener.broken(lost.toString());
            }

            @Override
            public void onCompleted() {
                line.open.decrementAndGet();
                listener.end();
            }
        });
    }

    @Override
    public int sockets() {
        return lines.size();
    }

    @Override
    public void close() {
        lines.forEach(line -> line.channel.shutdownNow());
        if (!loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the client's loop did not stop");
        }
    }

    private Line connect() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .build();
        Line line = new Line(
                channel,
                ChatGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(KEY)),
                new AtomicInteger());
        lines.add(line);
        return line;
    }

    /** One connection, and how many streams it carries. */
    private record Line(ManagedChannel channel, ChatGrpc.ChatStub chat, AtomicInteger open) {}
}
