package gateway.queue;

/** Requests by a JMS broker. */
class JmsChatTest extends QueueContract {
    JmsChatTest() {
        super(new JmsSide(""), "jms-chat");
    }
}
