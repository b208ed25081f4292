/** Which ports the demo takes. */
@NullMarked
package io.domicile.demo.ports;

import org.jspecify.annotations.NullMarked;
