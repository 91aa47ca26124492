package gateway.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Makes the consumers of a JMS queue wait for their next message without a time limit. A client of Artemis whose
 * receive runs out of time asks the broker to forget that it was ready; a message that crosses this has the broker send
 * one more than is wanted, which then waits behind a consumer that is busy while others have nothing to do.
 * Thread-safe.
 */
public final class UntimedConsumers implements MessageListenerContainerFactory {
    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        return new Container(endpoint);
    }

    /** A stop wakes those that wait, and no one else: what a consumer has received it works on to its end. */
    private static final class Container extends DefaultJmsMessageListenerContainer {
        private final Set<Thread> waiting = new HashSet<>();

        Container(JmsEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected @Nullable Message receiveMessage(MessageConsumer consumer) throws JMSException {
            if (!begin()) {
                return null;
            }
            try {
                return consumer.receive();
            } finally {
                end();
            }
        }

        private boolean begin() {
            synchronized (waiting) {
                return isRunning() && waiting.add(Thread.currentThread());
            }
        }

        private void end() {
            synchronized (waiting) {
                waiting.remove(Thread.currentThread());
                // a wake that came with a message is not for its work
                Thread.interrupted();
            }
        }

        @Override
        public void stop() {
            super.stop();
            wake();
        }

        @Override
        protected void doShutdown() throws JMSException {
            wake();
            super.doShutdown();
        }

        private void wake() {
            synchronized (waiting) {
                waiting.forEach(Thread::interrupt);
            }
        }

        /** A consumer that was woken gives its session back, and with it what was on its way to it: nothing to tell. */
        @Override
        protected void handleListenerSetupFailure(Throwable e, boolean alreadyRecovered) {
            if (isRunning()) {
                super.handleListenerSetupFailure(e, alreadyRecovered);
            }
        }

        /** Nor is there anything to wait for. */
        @Override
        protected boolean applyBackOffTime(BackOffExecution execution) {
            return !isRunning() || super.applyBackOffTime(execution);
        }
    }
}
