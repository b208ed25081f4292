package io.domicile.bridge.payload;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device's JSON object says.
 *
 * @param deviceTime the device's clock; null where it sent none
 * @param values by name: null, {@link Boolean}, {@link Long}, {@link Double} or {@link String}
 */
record Readings(@Nullable Instant deviceTime, Map<String, @Nullable Object> values) {}
