/** Confluent's wire format: a zero byte, a four-byte big-endian schema id, Avro binary. */
@NullMarked
package io.domicile.schemas.wire;

import org.jspecify.annotations.NullMarked;
