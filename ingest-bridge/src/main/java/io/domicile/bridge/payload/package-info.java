/** From what a device sent to what Kafka keeps: JSON to Avro, framed Avro checked, opaque bytes untouched. */
@NullMarked
package io.domicile.bridge.payload;

import org.jspecify.annotations.NullMarked;
