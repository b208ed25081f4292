/** From a received message to its one record: the worker, the record's form, and the producer behind it. */
@NullMarked
package io.domicile.bridge.forward;

import org.jspecify.annotations.NullMarked;
