/** Certificates for tests. */
@NullMarked
package io.domicile.testkit.tls;

import org.jspecify.annotations.NullMarked;
