package dev.normc.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where and when was measured; what the system does not tell is {@code unknown}.
 *
 * @param processor the model of the processor
 * @param cores how many the JVM may use
 * @param caches level, type and size of each cache that the first core has
 * @param vectorModule whether the JVMs that measure have the Vector API
 */
public record Machine(
        String processor, int cores, String caches, String system, String jvm, String date, boolean vectorModule) {

    private static final String UNKNOWN = "unknown";
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /** What the system tells of itself, now. */
    public static Machine here() {
        return new Machine(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                cachesOfFirstCore(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vm.version"),
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                Forks.vectorModule());
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    private static String cachesOfFirstCore() {
        List<String> caches = new ArrayList<>();
        try (Stream<Path> folders = Files.list(CACHES)) {
            for (Path folder : folders.sorted().toList()) {
                if (Files.exists(folder.resolve("level"))) {
                    caches.add("L" + word(folder, "level") + " " + word(folder, "type") + " " + word(folder, "size"));
                }
            }
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
        return caches.isEmpty() ? UNKNOWN : String.join(", ", caches);
    }

    private static String word(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file)).strip();
    }
}
