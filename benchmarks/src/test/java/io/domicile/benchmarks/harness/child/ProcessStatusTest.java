package io.domicile.benchmarks.harness.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessStatusTest {

    @Test
    void shouldAddUserAndSystemTime() {
        String stat = "4711 (java) S 1 2 3 0 -1 4194304 100 0 0 0 250 50 7 8 20 0 30 0 12345 1000 200";

        assertThat(ProcessStatus.cpuOf(stat)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldNotBeMisledByTheProgramsName() {
        String stat = "4711 (a) b (c) S 1 2 3 0 -1 4194304 100 0 0 0 100 1 7 8 20 0 30 0 12345 1000 200";

        assertThat(ProcessStatus.cpuOf(stat)).isEqualTo(Duration.ofMillis(1_010));
    }

    @Test
    void shouldRefuseOtherForms() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessStatus.cpuOf("4711 (java) S 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessStatus.peakResidentOf(List.of("Name:\tjava")));
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessStatus.peakResidentOf(List.of("VmHWM:\t 12 MB")));
    }

    @Test
    void shouldReadThePeakOfResidentMemory() {
        List<String> status = List.of("Name:\tjava", "VmPeak:\t  999999 kB", "VmHWM:\t  123456 kB", "VmRSS:\t  100 kB");

        assertThat(ProcessStatus.peakResidentOf(status)).isEqualTo(123_456L * 1024);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadThisProcess() {
        ProcessStatus status = new ProcessStatus(ProcessHandle.current().pid());

        assertThat(status.cpu()).isPositive();
        assertThat(status.peakResident()).isGreaterThan(10L * 1024 * 1024);
    }
}
