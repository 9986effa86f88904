// Checks a log with golang.org/x/mod/sumdb alone: checkpoint note, tiles, inclusion of every entry.
// Usage: check LEDGER_FOLDER LOG_KEY
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder struct{ root string }

func (f folder) Height() int                        { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte)    {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// The module's path has the height in it; tlog-tiles has not.
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(f.root, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func must(err error) {
	if err != nil {
		fmt.Println("WRONG:", err)
		os.Exit(1)
	}
}

func main() {
	root := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	must(err)
	text, err := os.ReadFile(filepath.Join(root, "checkpoint"))
	must(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], raw)
	reader := tlog.TileHashReader(tree, folder{root})
	var bundle []byte
	for i := int64(0); i < size; i++ {
		if i%256 == 0 {
			tile := tlog.Tile{H: 8, L: 0, N: i / 256, W: 256}
			if size-i < 256 {
				tile.W = int(size - i)
			}
			path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
			bundle, err = os.ReadFile(filepath.Join(root, path))
			must(err)
		}
		length := int(bundle[0])<<8 | int(bundle[1])
		leaf := tlog.RecordHash(bundle[2 : 2+length])
		bundle = bundle[2+length:]
		proof, err := tlog.ProveRecord(size, i, reader)
		must(err)
		must(tlog.CheckRecord(proof, size, tree.Hash, i, leaf))
	}
	fmt.Println("RIGHT:", size, "entries")
}
