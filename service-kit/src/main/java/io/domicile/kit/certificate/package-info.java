/** When the certificates expire that a service meets and that it shows. */
@NullMarked
package io.domicile.kit.certificate;

import org.jspecify.annotations.NullMarked;
