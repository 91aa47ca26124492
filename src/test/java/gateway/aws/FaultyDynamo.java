package gateway.aws;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** DynamoDB that notes the calls of the ledger, and with which these go wrong as told. One thread. */
final class FaultyDynamo implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final List<String> calls = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();

    FaultyDynamo(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /** What goes wrong with one call. */
    enum Fault {
        NONE,
        /** The call does not arrive. */
        LOST_CALL,
        /** It is carried out, but the answer does not arrive. */
        LOST_ANSWER,
        /** Others are writing the same items. */
        CONFLICT
    }

    /** Lets the next calls go wrong, one each. */
    void fail(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Names of the calls since the last time that it was asked. */
    List<String> calls() {
        List<String> all = List.copyOf(calls);
        calls.clear();
        return all;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return call(
                "UpdateItem",
                () -> dynamo.updateItem(request),
                TransactionConflictException.builder().build());
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return call(
                "TransactWriteItems",
                () -> dynamo.transactWriteItems(request),
                TransactionCanceledException.builder()
                        .cancellationReasons(
                                CancellationReason.builder().code("None").build(),
                                CancellationReason.builder()
                                        .code("TransactionConflict")
                                        .build())
                        .build());
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return call(
                "BatchGetItem", () -> dynamo.batchGetItem(request), SdkClientException.create("reads do not conflict"));
    }

    @Override
    public String serviceName() {
        return dynamo.serviceName();
    }

    @Override
    public void close() {
        // the client belongs to somebody else
    }

    private <T> T call(String name, Supplier<T> call, RuntimeException conflict) {
        calls.add(name);
        return switch (faults.isEmpty() ? Fault.NONE : faults.removeFirst()) {
            case NONE -> call.get();
            case LOST_CALL -> throw SdkClientException.create("connection refused");
            case LOST_ANSWER -> throw SdkClientException.create("connection reset before " + call.get());
            case CONFLICT -> throw conflict;
        };
    }
}
