/** Brokers in containers that fail, are cut off, refuse or are refused, and our services at them. */
@NullMarked
package io.domicile.it.container;

import org.jspecify.annotations.NullMarked;
