/**
 * How providers are called.
 *
 * <p>To add a provider that speaks a dialect we know, add it to application.yaml. To add a dialect, write a
 * {@link gateway.wire.ProviderCodec} in a package of its own below {@code gateway.wire}, name it in
 * {@link gateway.provider.http.HttpProviders}, and play it in the simulator.
 */
@NullMarked
package gateway.provider;

import org.jspecify.annotations.NullMarked;
