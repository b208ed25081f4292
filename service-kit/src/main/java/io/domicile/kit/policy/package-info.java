/** The policy of every organization as this region knows it, and the gate that is closed until it can be relied on. */
@NullMarked
package io.domicile.kit.policy;

import org.jspecify.annotations.NullMarked;
