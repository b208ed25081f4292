package io.domicile.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void shouldNotHandOutAPortAgainBeforeAnybodyCanHaveListenedOnIt() {
        List<Integer> handedOut = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            handedOut.add(FreePorts.one());
            handedOut.addAll(FreePorts.several(3));
        }

        assertThat(handedOut).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
    }
}
