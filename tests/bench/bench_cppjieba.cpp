// Cuts a text into words by cppjieba, as its users do by default (dictionary and hidden Markov model), and prints the
// megabytes a second of processor time, without opening its dictionary. A peer for bench-words.
//
//   bench-cppjieba FILE BYTES
//
// cppjieba is no part of this project and is not fetched by it. Where its source is (the npm package nodejieba has it in
// submodules/cppjieba), `CPPJIEBA=FOLDER tools/measure --only=bench` builds this program outside the tree and runs it.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cppjieba/Jieba.hpp"

static const size_t piece_bytes = 65536;

static double seconds()
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Whole lines of about piece_bytes together, each piece handed over alone.
static std::vector<std::string> read_pieces(const char *path)
{
    std::ifstream file(path);
    std::vector<std::string> pieces(1);
    std::string line;
    while (std::getline(file, line)) {
        if (pieces.back().size() + line.size() > piece_bytes && !pieces.back().empty())
            pieces.push_back(std::string());
        pieces.back() += line + "\n";
    }
    return pieces;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("usage: bench-cppjieba FILE BYTES\n", stderr);
        return 2;
    }
    const std::string folder = CPPJIEBA_DICT;
    cppjieba::Jieba jieba(folder + "/jieba.dict.utf8", folder + "/hmm_model.utf8", folder + "/user.dict.utf8",
                          folder + "/idf.utf8", folder + "/stop_words.utf8");
    const std::vector<std::string> pieces = read_pieces(argv[1]);
    std::vector<std::string> words;
    const double wanted = std::atof(argv[2]);
    double done = 0;
    const double begun = seconds();
    while (done < wanted) {
        const double before = done;
        for (const std::string &piece : pieces) {
            jieba.Cut(piece, words, true);
            done += static_cast<double>(piece.size());
        }
        if (done == before)
            return 1;
    }
    std::printf("%.3f\n", done / 1e6 / (seconds() - begun));
    return 0;
}
