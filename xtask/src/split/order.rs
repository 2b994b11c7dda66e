//! Puts functions that are like each other side by side.
//!
//! The order of functions means nothing to a program, and compilers write them as they come. What compresses the program
//! says where a stretch of bytes was before, in fewer bits the nearer that is. Of the first load this order takes about
//! 3 percent.

use crate::project::{Context, Outcome};
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// The same program with its functions in another order, the same for the same program. Imports, the table and whatever else
/// has a number keep theirs.
pub(crate) fn by_likeness(program: &[u8]) -> Outcome<Vec<u8>> {
    let doing = "cannot order the functions of the app";
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        match payload.context(doing)? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let ty = import.context(doing)?.ty;
                    imported += u32::from(matches!(ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = chain(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in (0..).zip(&order) {
        *places.get_mut(function).ok_or(doing)? = place;
    }
    let mut ordered = Module::new();
    Ordering { imported, order, places }
        .parse_core_module(&mut ordered, Parser::new(0), program)
        .context(doing)?;
    Ok(ordered.finish())
}

/// How many bytes are compared at a time. Of 2 to 8, tried on the app, 4 makes it smallest.
const STRETCH: usize = 4;

/// From the shortest function on, each time the one that has the largest part of its stretches in common with the last; of
/// several the shorter, then the one that came earlier. Returns where each was before.
#[expect(
    clippy::indexing_slicing,
    reason = "each number is a place in lists that are as long as that of the functions"
)]
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let mut by_size: Vec<usize> = (0..bodies.len()).collect();
    by_size.sort_by_key(|&function| bodies.get(function).map_or(0, |body| body.len()));

    // Each stretch once a function, and in which functions each one is. Functions are told by their place by size.
    let mut stretches: Vec<Vec<usize>> = vec![Vec::new(); bodies.len()];
    let mut holders: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (place, &function) in by_size.iter().enumerate() {
        for stretch in bodies.get(function).into_iter().flat_map(|body| body.windows(STRETCH)) {
            let number = *known.entry(stretch).or_insert_with(|| {
                holders.push(Vec::new());
                holders.len() - 1
            });
            if let Some(of) = holders.get_mut(number).filter(|of| of.last() != Some(&place)) {
                of.push(place);
                stretches[place].push(number);
            }
        }
    }

    let mut order = Vec::with_capacity(bodies.len());
    let mut is_left = vec![true; bodies.len()];
    let mut next = (!bodies.is_empty()).then_some(0);
    while let Some(last) = next {
        is_left[last] = false;
        order.push(by_size[last]);
        let mut common = vec![0_usize; bodies.len()];
        for &place in stretches[last].iter().flat_map(|&number| &holders[number]) {
            common[place] += 1;
        }
        // Parts are compared as fractions, crosswise: no rounding decides.
        let is_more = |a: usize, b: usize| {
            common[a] * stretches[b].len().max(1) > common[b] * stretches[a].len().max(1)
        };
        next = (0..bodies.len())
            .filter(|&place| is_left[place])
            .reduce(|best, place| if is_more(place, best) { place } else { best });
    }
    order
}

/// Copies a program with its functions in another order.
struct Ordering {
    imported: u32,
    /// Where each function was before.
    order: Vec<usize>,
    /// Where each one comes to be.
    places: Vec<u32>,
}

impl Reencode for Ordering {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        let own = index.checked_sub(self.imported).and_then(|own| usize::try_from(own).ok());
        let place = own.and_then(|own| self.places.get(own));
        Ok(place.map_or(index, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        for &ty in self.order.clone().iter().filter_map(|&function| types.get(function)) {
            functions.function(self.type_index(ty)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        let ordered: Vec<_> =
            self.order.iter().filter_map(|&function| bodies.get(function)).cloned().collect();
        ordered.into_iter().try_for_each(|body| self.parse_function_body(code, body))
    }
}

#[cfg(test)]
mod tests {
    use super::{by_likeness, chain};
    use wasm_encoder::{
        CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
        Function, FunctionSection, ImportSection, Instruction, Module, RefType, TableSection,
        TableType, TypeSection, ValType,
    };
    use wasmparser::{ElementItems, Operator, Parser, Payload};

    #[test]
    fn each_function_is_followed_by_what_has_most_in_common_with_it() {
        let bodies: [&[u8]; 5] = [b"abcdefgh", b"12345678", b"abcdefxyz", b"", b"12345687"];
        assert_eq!(chain(&bodies), [3, 0, 2, 1, 4]);
        assert_eq!(chain(&[]), [0; 0]);
        assert_eq!(chain(&[b"", b""]), [0, 1]);
    }

    /// A program that imports a function, and whose own are told by the number of their parameters and the constants in them.
    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        for parameters in 0..4 {
            types.ty().function(vec![ValType::I32; parameters], []);
        }
        let mut imports = ImportSection::new();
        imports.import("g", "a", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let own: [(u32, &[i32]); 3] =
            [(3, &[1000, 1001, 1002, 1003]), (2, &[7]), (1, &[1000, 1001, 1002])];
        for (ty, constants) in own {
            functions.function(ty);
            let mut body = Function::new([]);
            for &constant in constants {
                body.instruction(&Instruction::I32Const(constant));
                body.instruction(&Instruction::Drop);
            }
            // The imported one, and the first of its own.
            body.instruction(&Instruction::Call(0));
            for _ in 0..3 {
                body.instruction(&Instruction::I32Const(0));
            }
            body.instruction(&Instruction::Call(1));
            body.instruction(&Instruction::End);
            code.function(&body);
        }
        let mut tables = TableSection::new();
        let element_type = RefType::FUNCREF;
        tables.table(TableType {
            element_type,
            table64: false,
            minimum: 4,
            maximum: None,
            shared: false,
        });
        let mut exports = ExportSection::new();
        exports.export("second", ExportKind::Func, 2);
        let mut elements = ElementSection::new();
        let at = ConstExpr::i32_const(0);
        elements.active(None, &at, Elements::Functions((&[3, 0, 1, 2][..]).into()));
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// The types of its own functions, in their order; those of the exported one, of those in the table, and of those that are
    /// called. An imported one is 0.
    fn read(program: &[u8]) -> (Vec<u32>, Vec<u32>, Vec<u32>, Vec<u32>) {
        let (mut types, mut exported, mut table, mut called) = (vec![], vec![], vec![], vec![]);
        for payload in Parser::new(0).parse_all(program) {
            match payload.unwrap() {
                Payload::FunctionSection(section) => {
                    types.extend(section.into_iter().map(Result::unwrap));
                }
                Payload::ExportSection(section) => {
                    exported.extend(section.into_iter().map(|export| export.unwrap().index));
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        let ElementItems::Functions(items) = element.unwrap().items else {
                            panic!()
                        };
                        table.extend(items.into_iter().map(Result::unwrap));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        if let Operator::Call { function_index } = operator.unwrap() {
                            called.push(function_index);
                        }
                    }
                }
                _ => {}
            }
        }
        let type_of = |index: &u32| index.checked_sub(1).map_or(0, |own| types[own as usize]);
        let of = |all: Vec<u32>| all.iter().map(type_of).collect();
        (types.clone(), of(exported), of(table), of(called))
    }

    #[test]
    fn whatever_refers_to_a_function_refers_to_the_same_one() {
        let before = program();
        let after = by_likeness(&before).unwrap();
        let (types, exported, table, called) = read(&before);
        assert_eq!(
            (&types[..], &exported[..], &table[..]),
            (&[3, 2, 1][..], &[2][..], &[1, 0, 3, 2][..])
        );
        let (ordered, ..) = read(&after);
        assert_eq!(ordered, [2, 1, 3]);
        assert_eq!(read(&after), (ordered, exported, table, called));
        assert_eq!(by_likeness(&after).unwrap(), after, "in order already");
        assert_eq!(before.len(), after.len());
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        assert!(by_likeness(b"not a program").is_err());
        assert!(by_likeness(&program()[..60]).is_err());
    }
}
