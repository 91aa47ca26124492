/**
 * The settings: {@code application.yaml}, overlays and environment as one checked, immutable record. Whatever is wrong
 * is told at once, each with its place and the way to put it right.
 */
@NullMarked
package gateway.settings;

import org.jspecify.annotations.NullMarked;
