package gateway.queue;

/** Requests by SQS. */
class SqsChatTest extends QueueContract {
    SqsChatTest() {
        super(new SqsSide(""), "sqs-chat");
    }
}
