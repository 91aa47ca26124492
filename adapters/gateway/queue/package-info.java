/** Requests that come as messages of a queue, and replies that go as such: JMS and Amazon SQS. */
@NullMarked
package gateway.queue;

import org.jspecify.annotations.NullMarked;
