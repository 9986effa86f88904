package org.cloister.ledger.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.cloister.ledger.Vectors;
import org.junit.jupiter.api.Test;

class TileTests {

  @Test
  void path_vectors_areReproduced() {
    Vectors.of("tiles")
        .get("index_paths")
        .properties()
        .forEach(
            vector -> {
              long index = Long.parseLong(vector.getKey());
              String path = vector.getValue().asText();
              assertEquals("tile/0/" + path, new Tile(0, index, 256).path());
              assertEquals("tile/5/" + path + ".p/7", new Tile(5, index, 7).path());
              assertEquals("tile/entries/" + path, Tile.bundlePath(index, 256));
            });
  }

  @Test
  void of_seventyThousand_hasTheWrittenFiles() {
    List<Tile> tiles = Tile.of(70_000);
    assertEquals(
        List.of("273+1", "1+1", "0+1"),
        LongStream.range(0, 3)
            .mapToObj(
                level -> count(tiles, (int) level, true) + "+" + count(tiles, (int) level, false))
            .toList());
    assertEquals(70_000 % 256, tiles.get(273).width());
    assertEquals(273 % 256, tiles.get(275).width());
    assertEquals(1, tiles.get(276).width());
    assertEquals(277, tiles.size());
  }

  private static long count(List<Tile> tiles, int level, boolean full) {
    return tiles.stream().filter(t -> t.level() == level && t.isFull() == full).count();
  }

  @Test
  void between_randomSizes_isWhatIsNew() {
    SplittableRandom random = new SplittableRandom(9);
    for (int run = 0; run < 200; run++) {
      long from = random.nextLong(200_000);
      long to = from + random.nextLong(3_000);
      List<Tile> expected = new ArrayList<>(Tile.of(to));
      expected.removeAll(Tile.of(from));
      assertEquals(expected, Tile.between(from, to), "seed 9: " + from + " to " + to);
    }
  }

  @Test
  void hashes_hugeLevels_areZero() {
    assertEquals(0, Tile.hashes(Long.MAX_VALUE, 63));
    assertEquals(0, Tile.hashes(Long.MAX_VALUE, 8));
    assertEquals(127, Tile.hashes(Long.MAX_VALUE, 7));
  }
}
