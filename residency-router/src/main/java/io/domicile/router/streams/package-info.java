/** Settings and life cycle of the router's Kafka Streams client. */
@NullMarked
package io.domicile.router.streams;

import org.jspecify.annotations.NullMarked;
