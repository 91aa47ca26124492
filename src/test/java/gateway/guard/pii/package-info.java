/** Tests of {@code gateway.guard.pii}. */
@org.jspecify.annotations.NullMarked
package gateway.guard.pii;
