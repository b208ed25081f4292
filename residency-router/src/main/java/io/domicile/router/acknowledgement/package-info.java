/** What a task of the router says of the policy it decides by, in the transaction of what it decided. */
@NullMarked
package io.domicile.router.acknowledgement;

import org.jspecify.annotations.NullMarked;
