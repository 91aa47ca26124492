package gateway.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ListServiceResponse;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.server.GrpcIoServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import serai.v1.ChatGrpc;

/**
 * {@code grpc.reflection.v1.ServerReflection} over what the server has: tools such as grpcurl need no proto file.
 * Thread-safe.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/server-reflection.md">the protocol</a>
 */
public final class ReflectionService {
    private final Vertx vertx;
    private final Duration writeTimeout;
    private final Map<String, FileDescriptor> byName = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> bySymbol = new LinkedHashMap<>();
    private final List<String> services =
            List.of(ChatGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME, ServerReflectionGrpc.SERVICE_NAME);

    /**
     * Collects what there is.
     *
     * @param writeTimeout a caller that takes nothing for so long is cut
     */
    public ReflectionService(Vertx vertx, Duration writeTimeout) {
        this.vertx = vertx;
        this.writeTimeout = writeTimeout;
        add(ChatGrpc.getServiceDescriptor());
        add(HealthGrpc.getServiceDescriptor());
        add(ServerReflectionGrpc.getServiceDescriptor());
    }

    /** Adds the method to a server. */
    public void bind(GrpcIoServer server) {
        server.callHandler(ServerReflectionGrpc.getServerReflectionInfoMethod(), request -> {
            Caller<ServerReflectionResponse> caller = new Caller<>(vertx, request, writeTimeout);
            request.handler(asked -> {
                if (caller.isOver()) {
                    return;
                }
                caller.response().write(answer(asked));
                if (caller.response().writeQueueFull()) {
                    request.pause();
                    caller.whenDrained(request::resume);
                }
            });
            request.endHandler(end -> caller.end());
        });
    }

    /** The answer to one question. */
    ServerReflectionResponse answer(ServerReflectionRequest asked) {
        ServerReflectionResponse.Builder response = ServerReflectionResponse.newBuilder()
                .setValidHost(asked.getHost())
                .setOriginalRequest(asked);
        switch (asked.getMessageRequestCase()) {
            case LIST_SERVICES -> response.setListServicesResponse(list());
            case FILE_BY_FILENAME -> file(byName.get(asked.getFileByFilename()), response);
            case FILE_CONTAINING_SYMBOL -> file(bySymbol.get(asked.getFileContainingSymbol()), response);
            // proto3 has no extensions
            case FILE_CONTAINING_EXTENSION, ALL_EXTENSION_NUMBERS_OF_TYPE -> file(null, response);
            case MESSAGEREQUEST_NOT_SET ->
                response.setErrorResponse(error(GrpcStatus.INVALID_ARGUMENT, "the question is missing"));
        }
        return response.build();
    }

    private ListServiceResponse list() {
        ListServiceResponse.Builder list = ListServiceResponse.newBuilder();
        services.forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
        return list.build();
    }

    /** A file with all that it imports, which comes first. */
    private static void file(@Nullable FileDescriptor file, ServerReflectionResponse.Builder response) {
        if (file == null) {
            response.setErrorResponse(error(GrpcStatus.NOT_FOUND, "there is no such file or symbol"));
            return;
        }
        Map<String, FileDescriptor> all = new LinkedHashMap<>();
        collect(file, all);
        FileDescriptorResponse.Builder files = FileDescriptorResponse.newBuilder();
        all.values().forEach(each -> files.addFileDescriptorProto(each.toProto().toByteString()));
        response.setFileDescriptorResponse(files);
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> all) {
        if (all.containsKey(file.getName())) {
            return;
        }
        file.getDependencies().forEach(each -> collect(each, all));
        all.put(file.getName(), file);
    }

    private static ErrorResponse error(GrpcStatus status, String message) {
        return ErrorResponse.newBuilder()
                .setErrorCode(status.code)
                .setErrorMessage(message)
                .build();
    }

    private void add(io.grpc.ServiceDescriptor service) {
        if (service.getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier supplier) {
            Map<String, FileDescriptor> all = new LinkedHashMap<>();
            collect(supplier.getFileDescriptor(), all);
            all.forEach((name, file) -> {
                byName.put(name, file);
                symbols(file);
            });
        }
    }

    private void symbols(FileDescriptor file) {
        for (ServiceDescriptor service : file.getServices()) {
            bySymbol.put(service.getFullName(), file);
            service.getMethods().forEach(method -> bySymbol.put(method.getFullName(), file));
        }
        file.getMessageTypes().forEach(type -> symbols(type, file));
        file.getEnumTypes().forEach(type -> bySymbol.put(type.getFullName(), file));
    }

    private void symbols(Descriptor type, FileDescriptor file) {
        bySymbol.put(type.getFullName(), file);
        type.getFields().forEach(field -> bySymbol.put(field.getFullName(), file));
        type.getEnumTypes().forEach(each -> bySymbol.put(each.getFullName(), file));
        type.getNestedTypes().forEach(each -> symbols(each, file));
    }
}
