package gateway.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import gateway.app.TestGateway;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import serai.v1.ChatGrpc;
import serai.v1.CompleteEvent;
import serai.v1.CompleteRequest;
import serai.v1.Message;
import serai.v1.Role;

/** A client by grpc-java, as users have it. */
public final class GrpcClient implements AutoCloseable {
    private final ManagedChannel channel;

    /** Takes whom it calls, without TLS. */
    public GrpcClient(TestGateway gateway) {
        // a small window: what is not read is soon felt at the other end
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort())
                .usePlaintext()
                .flowControlWindow(64 * 1024)
                .build();
    }

    /** Takes whom it calls, by TLS, and whose certificate is trusted. */
    GrpcClient(TestGateway gateway, Path certificate) throws SSLException {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort())
                .overrideAuthority("localhost")
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(certificate.toFile())
                        .build())
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    ChatGrpc.ChatBlockingStub chat() {
        return chat(Map.of());
    }

    /** With the demo tenant's key and more metadata, which may replace it. */
    public ChatGrpc.ChatBlockingStub chat(Map<String, String> more) {
        return ChatGrpc.newBlockingStub(channel)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(more)));
    }

    ChatGrpc.ChatStub asynchronous() {
        return ChatGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(Map.of())));
    }

    static Metadata metadata(Map<String, String> more) {
        Metadata metadata = new Metadata();
        metadata.put(key("authorization"), "Bearer " + TestGateway.KEY);
        more.forEach((name, value) -> {
            metadata.removeAll(key(name));
            metadata.put(key(name), value);
        });
        return metadata;
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** A request of one message. */
    public static CompleteRequest ask(String model, String text) {
        return CompleteRequest.newBuilder()
                .setModel(model)
                .setMaxOutputTokens(64)
                .addMessages(Message.newBuilder().setRole(Role.ROLE_USER).setText(text))
                .build();
    }

    static List<CompleteEvent> all(Iterator<CompleteEvent> events) {
        List<CompleteEvent> all = new ArrayList<>();
        events.forEachRemaining(all::add);
        return all;
    }

    static String text(List<CompleteEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.getText().getText()));
        return text.toString();
    }

    static @Nullable String trailer(StatusRuntimeException e, String name) {
        return Objects.requireNonNull(e.getTrailers()).get(key(name));
    }

    /** What the details say was wrong. */
    public static String reason(StatusRuntimeException e) {
        try {
            return Objects.requireNonNull(StatusProto.fromThrowable(e))
                    .getDetails(0)
                    .unpack(ErrorInfo.class)
                    .getReason();
        } catch (InvalidProtocolBufferException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
