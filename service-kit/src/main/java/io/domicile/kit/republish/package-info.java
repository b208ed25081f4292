/** Sending an organization's current keys through the router again, after its policy was widened. */
@NullMarked
package io.domicile.kit.republish;

import org.jspecify.annotations.NullMarked;
