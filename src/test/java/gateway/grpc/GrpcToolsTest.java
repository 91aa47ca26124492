package gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import gateway.app.TestGateway;
import gateway.http.Waiting;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import serai.v1.ChatGrpc;
import serai.v1.CompleteRequest;
import serai.v1.CompleteResponse;

/** What tools ask of a gRPC server: health, reflection, and clear words for what is not there. */
class GrpcToolsTest {
    private static TestGateway gateway;
    private static GrpcClient client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        client = new GrpcClient(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void tellsItsHealth() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(client.channel());

        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(health.check(of("serai.v1.Chat")).getStatus()).isEqualTo(ServingStatus.SERVING);
        assertThat(health.watch(of("serai.v1.Chat")).next().getStatus()).isEqualTo(ServingStatus.SERVING);
        assertThat(health.watch(of("other")).next().getStatus()).isEqualTo(ServingStatus.SERVICE_UNKNOWN);
        assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> health.check(of("other")))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void describesItself() throws InvalidProtocolBufferException {
        List<ServerReflectionResponse> answers = ask(
                ServerReflectionRequest.newBuilder().setListServices("").build(),
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("serai.v1.Chat")
                        .build(),
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("serai.v1.CompleteEvent")
                        .build(),
                ServerReflectionRequest.newBuilder()
                        .setFileByFilename("none.proto")
                        .build());

        assertThat(answers.getFirst().getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .contains("serai.v1.Chat", "grpc.health.v1.Health");
        List<ByteString> files = answers.get(1).getFileDescriptorResponse().getFileDescriptorProtoList();
        FileDescriptorProto file = FileDescriptorProto.parseFrom(files.getLast());
        assertThat(file.getService(0).getMethodList())
                .extracting(method -> method.getName())
                .containsExactly("Complete", "CompleteOnce");
        assertThat(answers.get(2).getFileDescriptorResponse())
                .isEqualTo(answers.get(1).getFileDescriptorResponse());
        assertThat(answers.get(3).getErrorResponse().getErrorCode()).isEqualTo(Status.Code.NOT_FOUND.value());
    }

    @Test
    void saysThatAMethodIsNotThere() {
        MethodDescriptor<CompleteRequest, CompleteResponse> none = ChatGrpc.getCompleteOnceMethod().toBuilder()
                .setFullMethodName("serai.v1.Chat/Nothing")
                .build();

        StatusRuntimeException e = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        client.channel(), none, CallOptions.DEFAULT, CompleteRequest.getDefaultInstance()));

        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void tellsHttpClientsThatTheyAreWrongHere() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.grpcPort() + "/v1/models"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("gRPC");
    }

    private static HealthCheckRequest of(String service) {
        return HealthCheckRequest.newBuilder().setService(service).build();
    }

    private static List<ServerReflectionResponse> ask(ServerReflectionRequest... questions) {
        List<ServerReflectionResponse> answers = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        StreamObserver<ServerReflectionRequest> stream = ServerReflectionGrpc.newStub(client.channel())
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable broken) {
                        over.set(true);
                    }

                    @Override
                    public void onCompleted() {
                        over.set(true);
                    }
                });
        List.of(questions).forEach(stream::onNext);
        stream.onCompleted();
        assertThat(Waiting.until(Duration.ofSeconds(20), over::get)).isTrue();
        return new ArrayList<>(answers);
    }
}
